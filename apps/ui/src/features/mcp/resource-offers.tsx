'use client';
import type { McpResource, McpResourceTemplate, McpServer } from '@everruns/sdk';
import { useState, type FormEvent, type ReactNode } from 'react';
import { Button } from '@/design/button.tsx';
import { TextField } from '@/design/field.tsx';
import { formatBytes } from '@/design/format.ts';
import { fillTemplate, namesIn } from './fill-template.ts';
import { OfferList, OfferRow } from './offer-list.tsx';
import { useResources, useTemplates } from './use-offers.ts';

/** A resource that a person has chosen. */
export interface ChosenResource {
  uri: string;
  name: string;
}

interface ResourceOffersProps {
  server: McpServer;
  /** What one does with a resource. Null: nothing. */
  verb: string | null;
  onChoose: (resource: ChosenResource) => void;
  /** What is shown below the resource with this address. */
  below?: (uri: string) => ReactNode;
}

/** The resources of a server, and templates of addresses to be filled in. */
export function ResourceOffers({ server, verb, onChoose, below }: ResourceOffersProps) {
  const resources = useResources(server.id);
  const templates = useTemplates(server.id);
  return (
    <div className="space-y-4">
      <OfferList<McpResource>
        query={resources}
        empty={`${server.name} lists nothing to be read.`}
        textOf={({ uri, name, title = '' }) => `${uri} ${name} ${title}`}
      >
        {(resource) => {
          const name = resource.title ?? resource.name;
          return (
            <OfferRow
              key={resource.uri}
              name={name}
              detail={resource.uri}
              about={describe(resource)}
              action={
                verb !== null && (
                  <Button
                    size="sm"
                    aria-label={`${verb} ${name}`}
                    onClick={() => onChoose({ uri: resource.uri, name })}
                  >
                    {verb}
                  </Button>
                )
              }
            >
              {below?.(resource.uri)}
            </OfferRow>
          );
        }}
      </OfferList>
      {templates.data !== undefined && templates.data.length > 0 && (
        <section aria-label="Addresses to fill in">
          <h3 className="text-sm font-semibold">Addresses to fill in</h3>
          <ul className="divide-y divide-line">
            {templates.data.map((template) => (
              <TemplateRow
                key={template.uri_template}
                template={template}
                verb={verb}
                onChoose={onChoose}
                below={below}
              />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function describe({ description, media_type, size_bytes }: McpResource): string | undefined {
  const facts = [media_type, size_bytes === undefined ? undefined : formatBytes(size_bytes), description];
  const said = facts.filter((fact) => fact !== undefined && fact !== '').join(' · ');
  return said === '' ? undefined : said;
}

interface TemplateRowProps extends Pick<ResourceOffersProps, 'verb' | 'onChoose'> {
  template: McpResourceTemplate;
  below: ResourceOffersProps['below'];
}

function TemplateRow({ template, verb, onChoose, below }: TemplateRowProps) {
  const { uri_template, name, title = name, description } = template;
  const [values, setValues] = useState<Record<string, string>>({});
  const uri = fillTemplate(uri_template, values);
  const names = namesIn(uri_template);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    onChoose({ uri, name: title });
  };
  return (
    <OfferRow name={title} detail={uri_template} about={description} action={null}>
      {verb !== null && (
        <form onSubmit={onSubmit} className="mt-2 space-y-2" autoComplete="off">
          {names.map((place) => (
            <TextField
              key={place}
              label={place}
              value={values[place] ?? ''}
              onChange={(event) => setValues({ ...values, [place]: event.target.value })}
            />
          ))}
          <Button
            size="sm"
            type="submit"
            aria-label={`${verb} ${title}`}
            disabled={names.length > 0 && names.every((place) => (values[place] ?? '') === '')}
          >
            {verb}
          </Button>
        </form>
      )}
      {below?.(uri)}
    </OfferRow>
  );
}
