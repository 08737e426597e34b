// The editor of VS Code without a window, connected with a language server:
//
//     node editor.js SERVER [ARGUMENT]...
//
// It types a program, lets the server's diagnostics be drawn, asks for a hover and completions as a user does, types
// on, and prints what it showed as JSON. The document model is jsdom's, which draws
// nothing; the editor is bundled, since it is made for browsers.
const { spawn } = require('child_process');
const Module = require('module');
const { JSDOM } = require('jsdom');

const WAIT = 60000; // ms, against hanging only

const load = Module._load; // the client's "vscode" is the editor
Module._load = function (request, ...rest) {
  return load.call(this, request === 'vscode' ? '@codingame/monaco-languageclient/lib/vscode-compatibility' : request,
                   ...rest);
};

/** What the editor wants of a browser and jsdom has not. */
function makeWindow() {
  const { window } = new JSDOM('<!DOCTYPE html><div id="place"></div>', { pretendToBeVisual: true });
  window.matchMedia = () => ({ matches: false, addEventListener() {}, addListener() {} });
  window.document.queryCommandSupported = () => false;
  window.ResizeObserver = class { observe() {} unobserve() {} disconnect() {} };
  const canvas = { measureText: text => ({ width: 8 * text.length }) };
  window.HTMLCanvasElement.prototype.getContext = () => new Proxy(canvas, {
    get: (object, name) => name in object ? object[name] : () => {}, set: () => true });
  window.MonacoEnvironment = { getWorker() { throw new Error('no worker'); } };
  for (const name of ['document', 'HTMLElement', 'Element', 'Node', 'MouseEvent', 'KeyboardEvent', 'Event', 'UIEvent',
                      'DOMParser', 'MutationObserver', 'getComputedStyle', 'requestAnimationFrame',
                      'cancelAnimationFrame', 'location', 'Range', 'matchMedia', 'ResizeObserver', 'MonacoEnvironment'])
    globalThis[name] = window[name];
  globalThis.window = globalThis.self = window;
  Object.defineProperty(globalThis, 'navigator', { value: window.navigator, configurable: true });
}

/** The editor, in one piece: for browsers, so that its parts do not take themselves for modules of node's. */
function makeEditor() {
  const bundle = require('esbuild').buildSync({
    entryPoints: [require.resolve('monaco-editor-core/esm/vs/editor/editor.main.js')], bundle: true, write: false,
    platform: 'browser', format: 'iife', globalName: 'monaco', logLevel: 'error',
    loader: { '.css': 'empty', '.ttf': 'empty' } });
  return new Function('exports', 'module', 'require', bundle.outputFiles[0].text + '\nreturn monaco;')();
}

/** The value of `get` as soon as it is true. */
async function until(what, get) {
  for (const end = Date.now() + WAIT; Date.now() < end; await new Promise(done => setTimeout(done, 20))) {
    const value = get();
    if (value) return value;
  }
  throw new Error('nothing came of: ' + what);
}

function connect(monaco, words, target) {
  const { MonacoLanguageClient, MonacoServices, createConnection } = require('@codingame/monaco-languageclient');
  const rpc = require('vscode-jsonrpc/node');
  monaco.languages.register({ id: 'python', extensions: ['.py'] });
  MonacoServices.install(monaco);
  const server = spawn(words[0], words.slice(1), { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = rpc.createMessageConnection(new rpc.StreamMessageReader(server.stdout),
                                                 new rpc.StreamMessageWriter(server.stdin));
  const client = new MonacoLanguageClient({
    name: 'taipan', clientOptions: { documentSelector: ['python'], initializationOptions: { target } },
    connectionProvider: { get: (error, close) => Promise.resolve(createConnection(connection, error, close)) } });
  client.start();
  return { server, client };
}

const TEXT = 'import enum\nimport time\nprint("a".zfill(3))\ntime.ticks_ms()\ntime.sleep_\nimport uos\n';

async function typeAndAsk(monaco) {
  const { server, client } = connect(monaco, process.argv.slice(2), 'esp32@1.24');
  const model = monaco.editor.createModel(TEXT, 'python', monaco.Uri.parse('file:///nowhere/a.py'));
  const editor = monaco.editor.create(document.getElementById('place'),
                                      { model, dimension: { width: 800, height: 600 }, minimap: { enabled: false } });
  const markers = () => monaco.editor.getModelMarkers({ resource: model.uri })
    .map(marker => [marker.startLineNumber, marker.startColumn, marker.endColumn, marker.code, marker.message]);
  const seen = {};
  seen.markers = await until('diagnostics', () => markers().length && markers());
  seen.squiggles = await until('underlines', () => document.querySelectorAll('.squiggly-error').length);
  editor.focus();
  editor.setPosition({ lineNumber: 4, column: 8 });
  editor.getAction('editor.action.showHover').run();
  seen.hover = await until('a hover', () => document.querySelector('.monaco-hover-content .hover-row')?.textContent);
  editor.setPosition({ lineNumber: 5, column: 12 });
  editor.trigger('test', 'editor.action.triggerSuggest', {});
  seen.suggestions = await until('completions', () => {
    const rows = [...document.querySelectorAll('.suggest-widget .monaco-list-row .label-name')];
    return rows.length && rows.map(row => row.textContent);
  });
  editor.trigger('test', 'hideSuggestWidget', {});
  editor.trigger('test', 'type', { text: 'ms(3)' });
  seen.typed = await until('new diagnostics', () => {
    const rows = markers().map(row => [row[0], row[3]]);
    return !rows.some(row => row[0] === 5) && rows;
  });
  seen.text = model.getValue();
  server.stdin.end();
  void client;
  return seen;
}

makeWindow();
typeAndAsk(makeEditor()).then(seen => { process.stdout.write(JSON.stringify(seen) + '\n'); process.exit(0); },
                           error => { console.error(error); process.exit(1); });
