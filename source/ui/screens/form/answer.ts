import type {Answers, FieldView} from '../../../model/form.ts';
import type {Change, Effect, World} from '../../screen.ts';
import {openAnswers} from './answers.ts';
import type {FormScreen} from './state.ts';

/** The form with these answers added, asked anew: what is visible, wrong or default may have changed with them. */
export function answer(
  screen: FormScreen,
  added: Answers,
  world: Pick<World, 'form'>,
): {readonly screen: FormScreen; readonly effects: readonly Effect[]} {
  const next = asked({...screen, answers: {...screen.answers, ...added}}, world);
  return {screen: next, effects: [{do: 'save-draft', action: next.action, answers: openAnswers(next)}]};
}

/** The field takes its default again. */
export function reset(screen: FormScreen, field: FieldView, world: World): Change {
  const {[field.id]: _, ...answers} = screen.answers;
  return answer({...screen, answers, caret: null}, {}, world);
}

/** As the host is now. A host that cannot tell any more leaves the form as it was. */
export function asked(screen: FormScreen, world: Pick<World, 'form'>): FormScreen {
  const form = world.form(screen.action, screen.target, screen.answers);
  return 'fields' in form ? {...screen, form} : screen;
}
