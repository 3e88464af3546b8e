import type {PlaceRow} from '../../place.ts';
import {pressTasks, type TasksScreen} from './state.ts';
import {drawTasks} from './view.ts';

export const tasks: PlaceRow<TasksScreen> = {place: 'tasks', press: pressTasks, draw: drawTasks};
