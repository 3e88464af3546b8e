/**
 * The same pure reading of long texts that seldom change: asked again with the same words it gives what it made of them before. For its
 * last `kept` answers, so that hosts side by side which say the same share one.
 */
export function remembering<Words extends readonly string[], Answer>(
  make: (...words: Words) => Answer,
  kept = 4,
): (...words: Words) => Answer {
  let known: readonly {readonly words: Words; readonly answer: Answer}[] = [];
  return (...words) => {
    const found = known.find(each => each.words.every((word, index) => word === words[index]));
    const latest = found ?? {words, answer: make(...words)};
    known = [latest, ...known.filter(each => each !== found)].slice(0, kept);
    return latest.answer;
  };
}
