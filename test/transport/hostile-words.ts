/** What a shell on the way would run, expand or lose. */
export const hostileWords: readonly string[] = [
  ...['$(touch x)', '`id`', "'; echo", '"\\', '!!', '~root', '\n', ' ', '', '*', '\x01\x7f\x81', '-n', '{a,b}', '^'],
];
