import { memo, type RefObject, useMemo } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { MessageRow, type RowActions } from './MessageRow.js';
import { DayLine, NoticeLine, UnreadLine } from './TimelineLine.js';
import type { TimelineRow } from './timeline-rows.js';

/** So far beyond the edge rows are drawn already: they have their true height before they are seen. */
const bufferPx = 800;
/** The first rows are all drawn, so that none of them turns out higher below what one reads when older ones come above. */
const mostKept = 80;

export interface TimelineRowsProps {
  readonly handle: RefObject<VirtualizerHandle | null>;
  readonly rows: readonly TimelineRow[];
  /** Rows came or went before the others. */
  readonly isShifted: boolean;
  readonly isGroup: boolean;
  readonly actions: RowActions;
  /** The place of the message that one went to. */
  readonly highlighted: number | undefined;
  readonly onScroll: () => void;
  readonly onResize: () => void;
}

/** Those of the rows that are near the screen. Rendered again only for another row, and not for all that happens around the list. */
export const TimelineRows = memo(function TimelineRows(props: TimelineRowsProps) {
  const { handle, rows, isShifted, isGroup, actions, highlighted, onScroll, onResize } = props;
  const keptFirst = useMemo(() => (rows.length <= mostKept ? [...rows.keys()] : []), [rows]);
  return (
    <Virtualizer
      ref={handle}
      as="ol"
      item="li"
      bufferSize={bufferPx}
      keepMounted={keptFirst}
      data={rows}
      shift={isShifted}
      onScroll={onScroll}
      onResize={onResize}
    >
      {(row) => <Row key={row.key} row={row} isGroup={isGroup} actions={actions} highlighted={highlighted} />}
    </Virtualizer>
  );
});

interface RowProps extends Pick<TimelineRowsProps, 'isGroup' | 'actions' | 'highlighted'> {
  readonly row: TimelineRow;
}

function Row({ row, isGroup, actions, highlighted }: RowProps) {
  switch (row.kind) {
    case 'day':
      return <DayLine date={row.date} />;
    case 'unread':
      return <UnreadLine />;
    case 'notice':
      return <NoticeLine message={row.message} />;
    case 'message': {
      const { message, isFirst, isLast } = row;
      const isHighlighted = highlighted !== undefined && message.seq === highlighted;
      return <MessageRow {...{ message, isFirst, isLast, isGroup, actions, isHighlighted }} />;
    }
  }
}
