/**
 * The same function, its last answer kept for as long as it is asked the same: every key and every frame asks for the rows of a
 * list, and hosts have 10,000 guests. Arguments are compared by identity.
 */
export function kept<Asked extends readonly unknown[], Answer>(
  work: (...asked: Asked) => Answer,
): (...asked: Asked) => Answer {
  let last: {readonly asked: Asked; readonly answer: Answer} | null = null;
  return (...asked) => {
    if (!last?.asked.every((each, index) => each === asked[index])) last = {asked, answer: work(...asked)};
    return last.answer;
  };
}
