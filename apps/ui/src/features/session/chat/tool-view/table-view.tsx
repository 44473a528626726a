import { clsx } from 'clsx';
import type { Table } from './read-table.ts';

/** Dates and numbers stay in one line, and the table scrolls instead. */
const SHORT_CELL = 24;

export function TableView({ table: { columns, rows, hidden } }: { table: Table }) {
  return (
    <div tabIndex={0} role="region" aria-label="Table" className="max-h-64 overflow-auto border-t border-line">
      <table className="w-full text-left text-xs">
        <thead className="sticky top-0 bg-sunken">
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className="px-3 py-1.5 font-medium whitespace-nowrap text-muted">
                {column.replaceAll('_', ' ')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td
                  key={columns[column]}
                  className={clsx(
                    'max-w-80 px-3 py-1.5 align-top',
                    cell.length <= SHORT_CELL ? 'whitespace-nowrap' : 'min-w-40 wrap-anywhere',
                  )}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && <p className="px-3 py-1.5 text-xs text-faint">{hidden} more rows</p>}
    </div>
  );
}
