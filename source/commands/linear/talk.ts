import type {Session} from '../../actions/session.ts';
import type {Face} from '../face.ts';
import type {Questions} from '../questions.ts';

export type Talk = {readonly questions: Questions; readonly session: Session; readonly face: Face};
