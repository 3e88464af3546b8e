import {Box, useApp, usePaste, useWindowSize} from 'ink';
import {type ReactElement, useEffect, useLayoutEffect, useSyncExternalStore} from 'react';
import type {App} from './app.ts';
import {Frame, toldLines} from './frame.tsx';
import {Lines} from './lines.tsx';
import type {Paints} from './paints.ts';
import {placeOf} from './places.ts';
import {groundOf} from './press.ts';
import {bodyRows} from './screen.ts';
import {Menu} from './screens/menu/view.tsx';
import {front} from './stack.ts';
import {barLines, barRows} from './tour/bar.ts';

/** What only a mounted tree can do. */
export type Handles = {readonly suspendTerminal: ReturnType<typeof useApp>['suspendTerminal']};

type Props = {readonly app: App; readonly paints: Paints; readonly onMount?: (handles: Handles) => void};

/** Draws what the app shows. It holds no state of its own and hears no keys. */
export function Root({app, paints, onMount}: Props): ReactElement {
  const {stack, flash, world} = useSyncExternalStore(app.subscribe, app.snapshot);
  const {columns, rows} = useWindowSize();
  const {suspendTerminal} = useApp();
  useLayoutEffect(() => app.resize({columns, rows}), [app, columns, rows]);
  useEffect(() => onMount?.({suspendTerminal}), [onMount, suspendTerminal]);
  usePaste(ignore); // keeps raw mode and bracketed paste on, and lets Ink restore both; the text comes through the tap

  const screen = front(stack);
  const place = placeOf(screen);
  const paint = paints(place.preferences?.(screen, world) ?? world.preferences, world.background);
  const picture = place.draw(screen, world, paint);
  const told = toldLines(flash, picture.rest ?? '', world.size, paint);
  const frame = (
    <Frame picture={picture} ground={groundOf(screen, world)} told={told} world={world} paint={paint}>
      {screen.place === 'picker' ? (
        <Menu screen={screen} paint={paint} columns={world.size.columns} />
      ) : (
        <Lines
          lines={picture.lines}
          height={bodyRows(world.size) - told.length + 1}
          columns={world.size.columns}
          paint={paint}
        />
      )}
    </Frame>
  );
  if (world.tour === null) return frame;
  return (
    <Box flexDirection="column">
      {frame}
      <Lines
        lines={barLines(world.tour, world.size, paint)}
        height={barRows}
        columns={world.size.columns}
        paint={paint}
      />
    </Box>
  );
}

const ignore = (): void => {};
