import process from 'node:process';

/** First import of the program: what it is built on dies with an unreadable error on an older Node. */
if (Number(process.versions.node.split('.')[0]) < 22) {
  process.stderr.write(`construct-tui needs Node 22 or newer; this is ${process.versions.node}\n`);
  process.exit(1);
}
