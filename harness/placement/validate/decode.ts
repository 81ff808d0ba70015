import { fields } from './fields.ts';
import type { Refusal } from './refusal.ts';
import { kindOf, scalarChecks, zeroOf } from './scalars.ts';

interface Place {
  /** With the indexes of lists, as the server names unknown fields. */
  path: string;
  /** Of struct fields alone, as Go names the place of a wrong type. */
  goPath: string;
}

export interface Decoded {
  /** The object without nulls: in Go a null is the same as nothing. */
  value: unknown;
  wrongTypes: Refusal[];
  unknownFields: Refusal[];
}

/**
 * Reads JSON into a type as the API server does with fieldValidation=Strict. It goes through maps by sorted key, as kubectl
 * sends them, so that the first finding here is the first there; any wrong type hides all unknown fields.
 */
export function decode(value: unknown, type: string): Decoded {
  const decoder = new Decoder();
  const decoded = decoder.read(value, type, { path: '', goPath: '' });
  return { value: decoded, wrongTypes: decoder.wrongTypes, unknownFields: decoder.unknownFields };
}

class Decoder {
  readonly wrongTypes: Refusal[] = [];
  readonly unknownFields: Refusal[] = [];

  read(value: unknown, type: string, place: Place): unknown {
    if (type.startsWith('[]')) return this.#list(value, type.slice(2), place);
    if (type.startsWith('{}')) return this.#map(value, type.slice(2), place);
    if (Object.hasOwn(scalarChecks, type)) return this.#scalar(value, type as keyof typeof scalarChecks, place);
    return this.#struct(value, type, place);
  }

  #scalar(value: unknown, type: keyof typeof scalarChecks, place: Place): unknown {
    const problem = scalarChecks[type](value);
    if (problem !== undefined) this.#wrongType(place, problem);
    return value;
  }

  #list(value: unknown, type: string, place: Place): unknown {
    if (!Array.isArray(value)) return this.#wrongType(place, `expected a list but found ${kindOf(value)}`);
    return value.map((item, index) =>
      item === null ? zeroOf(type) : this.read(item, type, { ...place, path: `${place.path}[${index}]` }),
    );
  }

  #map(value: unknown, type: string, place: Place): unknown {
    if (!isRecord(value)) return this.#wrongType(place, `expected a map but found ${kindOf(value)}`);
    return Object.fromEntries(
      sortedKeys(value).map((key) => [
        key,
        value[key] === null ? zeroOf(type) : this.read(value[key], type, { ...place, path: `${place.path}.${key}` }),
      ]),
    );
  }

  #struct(value: unknown, type: string, place: Place): unknown {
    if (!isRecord(value)) return this.#wrongType(place, `expected a map but found ${kindOf(value)}`);
    const known = fields(type);
    const entries: [string, unknown][] = [];
    for (const key of sortedKeys(value)) {
      const path = place.path === '' ? key : `${place.path}.${key}`;
      const fieldType = known.get(key);
      if (fieldType === undefined)
        this.unknownFields.push({
          field: path,
          reason: 'UnknownField',
          message: unknownMessage(key, [...known.keys()]),
        });
      else if (value[key] !== null) {
        const goPath = [place.goPath, embeddedIn(type, key), key].filter(Boolean).join('.');
        entries.push([key, this.read(value[key], fieldType, { path, goPath })]);
      }
    }
    return Object.fromEntries(entries);
  }

  #wrongType({ path, goPath }: Place, problem: string): undefined {
    const where = path === goPath ? '' : `${path}: `;
    this.wrongTypes.push({ field: goPath, reason: 'WrongType', message: `${where}${problem}` });
  }
}

/** The Go struct that holds a field inside the API type: JSON does not show it, but the server's message does. */
function embeddedIn(type: string, key: string): string {
  if (type === 'Volume' && key !== 'name') return 'VolumeSource';
  if (type === 'Probe' && ['exec', 'httpGet', 'tcpSocket', 'grpc'].includes(key)) return 'ProbeHandler';
  if (type === 'EphemeralContainer' && key !== 'targetContainerName') return 'EphemeralContainerCommon';
  return key === 'name' &&
    /^(ConfigMap|Secret)(KeySelector|EnvSource|Projection|VolumeSource)$/.test(type) &&
    type !== 'SecretVolumeSource'
    ? 'LocalObjectReference'
    : '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const sortedKeys = (value: Record<string, unknown>) => Object.keys(value).sort();

function unknownMessage(key: string, known: readonly string[]): string {
  const twin = known.find((field) => field.toLowerCase() === key.toLowerCase());
  if (twin !== undefined) return `there is no field ${key} here; did you mean ${twin}?`;
  return `there is no field ${key} here${known.length > 0 && known.length <= 8 ? `; the fields are ${known.join(', ')}` : ''}`;
}
