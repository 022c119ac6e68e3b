import type { CustomContent } from '@palaver/sdk';

/** More than this tells a reader nothing; who has a kind of his own gives it a view of its own. */
const mostFields = 8;

const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** A kind of message that only its application knows: its name and its fields. */
export function CustomCard({ content: { kind, data } }: { content: CustomContent }) {
  const fields = Object.entries(data as Record<string, unknown>);
  return (
    <div className="pv-card pv-card-custom">
      <div className="pv-card-body">
        <strong dir="auto">{kind}</strong>
        <dl>
          {fields.slice(0, mostFields).map(([name, value]) => (
            <div key={name}>
              <dt dir="auto">{name}</dt>
              <dd dir="auto">{asText(value)}</dd>
            </div>
          ))}
        </dl>
        {fields.length > mostFields && <span className="pv-card-quiet">+{fields.length - mostFields}</span>}
      </div>
    </div>
  );
}
