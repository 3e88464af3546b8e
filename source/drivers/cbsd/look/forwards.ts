import {ruleKey} from '../../../model/ports.ts';
import {readLiveRules as readRules} from '../expose/live.ts';

/** Redirections that are loaded, whoever may use them, each as `tcp 192.0.2.10:8080 10.0.0.11:80`. */
export const readLiveRules = (text: string): ReadonlySet<string> => new Set(readRules(text, []).map(ruleKey));
