import type {PlaceRow} from '../../place.ts';
import {asked} from './answer.ts';
import {type FormScreen, pressForm} from './state.ts';
import {drawForm} from './view.ts';

export const form: PlaceRow<FormScreen> = {
  place: 'form',
  press: pressForm,
  draw: drawForm,
  ground: ({picker, form}) => ({
    place: picker ? 'picker' : 'form',
    isTyping: true,
    ...(form.keeps !== undefined && {idle: ['show-plan']}),
  }),
  looked: asked,
};
