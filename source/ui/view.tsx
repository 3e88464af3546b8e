import {Box, useApp, usePaste, useWindowSize} from 'ink';
import {type ReactElement, useEffect, useLayoutEffect, useSyncExternalStore} from 'react';
import type {App} from './app.ts';
import {Frame} from './frame.tsx';
import {Lines} from './lines.tsx';
import type {Paint} from './paint.ts';
import type {Paints} from './paints.ts';
import {groundOf} from './press.ts';
import {bodyRows, type Picture, type Screen, type World} from './screen.ts';
import {drawForm} from './screens/form/view.ts';
import {drawGuest} from './screens/guest/view.ts';
import {drawGuests} from './screens/guests/view.ts';
import {drawHelp} from './screens/help/view.ts';
import {drawJob} from './screens/job/view.ts';
import {drawJobs} from './screens/jobs/view.ts';
import {Menu} from './screens/menu/view.tsx';
import {drawPalette} from './screens/palette/view.ts';
import {drawPlan} from './screens/plan/view.ts';
import {drawPorts} from './screens/ports/view.ts';
import {previewed} from './screens/settings/state.ts';
import {drawSettings} from './screens/settings/view.ts';
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
  const preferences = screen.place === 'settings' ? previewed(screen, world) : world.preferences;
  const paint = paints(preferences, world.background);
  const picture = draw(screen, world, paint);
  const frame = (
    <Frame picture={picture} ground={groundOf(screen, world)} flash={flash} world={world} paint={paint}>
      {screen.place === 'picker' ? (
        <Menu screen={screen} paint={paint} columns={world.size.columns} />
      ) : (
        <Lines lines={picture.lines} height={bodyRows(world.size)} columns={world.size.columns} paint={paint} />
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

function draw(screen: Screen, world: World, paint: Paint): Picture {
  switch (screen.place) {
    case 'guests':
      return drawGuests(screen, world, paint);
    case 'guest':
      return drawGuest(screen, world, paint);
    case 'picker':
      return {heading: screen.title, aside: '', lines: []};
    case 'form':
      return drawForm(screen, world, paint);
    case 'plan':
      return drawPlan(screen, world, paint);
    case 'job':
      return drawJob(screen, world, paint);
    case 'jobs':
      return drawJobs(screen, world, paint);
    case 'help':
      return drawHelp(screen, world);
    case 'ports':
      return drawPorts(screen, world, paint);
    case 'palette':
      return drawPalette(screen, world, paint);
    case 'settings':
      return drawSettings(screen, world, paint);
  }
}
