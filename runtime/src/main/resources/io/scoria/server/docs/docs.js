'use strict';

// What a person sends goes to this origin, which hands it to the service: see the server's Documentation.
const TRY_OUT = new URL('docs/api', location.href).pathname;
const VERSIONS = ['2', '3', '3.1'];

const asked = new URLSearchParams(location.search).get('version');
const version = VERSIONS.includes(asked) ? asked : '3';
const address = 'docs/swagger.json?version=' + version;

function pathOf(url) {
  try {
    return new URL(url, location.origin).pathname.replace(/\/$/, '');
  } catch {
    return '';
  }
}

/** The same paths behind the one that leads to the service from here. */
function throughThisOrigin(spec) {
  if (spec.swagger) {
    delete spec.host;
    delete spec.schemes;
    spec.basePath = TRY_OUT + pathOf(spec.basePath || '/');
  } else {
    const first = (spec.servers || [])[0];
    spec.servers = [{ url: TRY_OUT + pathOf(first ? first.url : '/') }];
  }
  return spec;
}

function show(spec) {
  document.title = spec.info && spec.info.title ? spec.info.title + ': API' : document.title;
  window.ui = SwaggerUIBundle({
    dom_id: '#ui',
    spec: throughThisOrigin(spec),
    presets: [SwaggerUIBundle.presets.apis],
    validatorUrl: null,
    docExpansion: 'list',
    defaultModelRendering: 'example',
    tryItOutEnabled: true,
    persistAuthorization: false,
  });
}

function tell(problem) {
  const place = document.getElementById('problem');
  place.textContent = problem;
  place.hidden = false;
}

async function start() {
  for (const link of document.querySelectorAll('header nav a')) {
    if (link.search === '?version=' + version) {
      link.setAttribute('aria-current', 'page');
    }
  }
  document.getElementById('document').href = address;
  const response = await fetch(address);
  const body = await response.json();
  if (response.ok) {
    show(body);
  } else {
    tell(body.message + ' Load this page again in a moment.');
  }
}

start().catch((error) => tell('The document cannot be shown: ' + error.message));
