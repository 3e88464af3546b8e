import {Box, Text} from 'ink';
import SelectInput from 'ink-select-input';
import {createContext, type ReactElement, useContext} from 'react';
import {widthOf} from '../../../terminal/fit.ts';
import type {Paint} from '../../paint.ts';
import type {MenuScreen} from './state.ts';

type Props = {readonly screen: MenuScreen; readonly paint: Paint; readonly columns: number};

/**
 * Short menus are drawn by ink-select-input and moved by our own reducer: its own keys move one row for three arrows that
 * come in one read, take a row at once when a digit is pressed, and jump to the top when the rows change. So it never has
 * the focus, and a new cursor is a new instance.
 */
export function Menu(props: Props): ReactElement {
  const {screen, paint, columns} = props;
  const {rows, cursor} = screen;
  const note = rows[cursor]?.note ?? '';
  const isCut = widthOf(paint.clean(note)) > columns - 4 - labelWidth(screen, columns);
  return (
    <MenuContext value={props}>
      <Box flexDirection="column" paddingTop={1}>
        <SelectInput
          key={cursor}
          isFocused={false}
          initialIndex={cursor}
          items={rows.map((_, index) => ({label: `${index}`, value: index}))}
          indicatorComponent={Indicator}
          itemComponent={Item}
        />
        {isCut && (
          <Box paddingLeft={4} paddingTop={1}>
            <Text {...paint.theme.roles.muted}>{paint.clean(note)}</Text>
          </Box>
        )}
      </Box>
    </MenuContext>
  );
}

const labelWidth = ({rows}: MenuScreen, columns: number): number =>
  Math.min(columns - 4, Math.max(...rows.map(({label}) => label.length)) + 2);

const MenuContext = createContext<Props | null>(null);

function Indicator({isSelected = false}: {readonly isSelected?: boolean}): ReactElement | null {
  const menu = useContext(MenuContext);
  return (
    menu && <Text {...menu.paint.theme.roles.accent}>{isSelected ? `  ${menu.paint.glyphs.cursor} ` : '    '}</Text>
  );
}

/** `label` is the row's index: the library hands nothing else through. */
function Item({
  isSelected = false,
  label,
}: {
  readonly isSelected?: boolean;
  readonly label: string;
}): ReactElement | null {
  const menu = useContext(MenuContext);
  const row = menu?.screen.rows[Number(label)];
  if (!menu || !row) return null;
  const {paint, screen, columns} = menu;
  const width = labelWidth(screen, columns);
  return (
    <Text wrap="truncate">
      <Text {...(isSelected ? paint.theme.roles.accent : paint.theme.roles.text)}>{paint.fit(row.label, width)}</Text>
      <Text {...paint.theme.roles.muted}>{paint.cut(row.note ?? '', columns - 4 - width)}</Text>
    </Text>
  );
}
