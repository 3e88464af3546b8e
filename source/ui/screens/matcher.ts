/**
 * What `/` and every picker look for: all words, anywhere; a word with a capital letter minds case, a word after `!` must not
 * be there.
 */
export function matcherOf(filter: string): (text: string) => boolean {
  const words = filter.split(/\s+/).filter(word => word && word !== '!');
  const tests = words.map(word => {
    const isInverse = word.startsWith('!');
    const wanted = isInverse ? word.slice(1) : word;
    const isExact = wanted !== wanted.toLowerCase();
    return (text: string) => (isExact ? text : text.toLowerCase()).includes(wanted) !== isInverse;
  });
  return text => tests.every(test => test(text));
}
