export * from '../../../model/draft.ts';
