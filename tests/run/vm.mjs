// Runs .mpy modules on the stock MicroPython virtual machine (the WebAssembly build on npm).
//
//   node vm.mjs JOBS.json            results go to standard output as JSON
//
// JOBS.json holds a list of jobs, each
//   { "name": "...", "files": { "/path/in/vm": "/path/on/host", ... }, "main": "module" }
// and, if its time limit is not the default one, "seconds";
// and the answer is a list, in the same order, of
//   { "name", "stdout", "stderr", "error", "timeout" }
// where `error` is the traceback of the exception that left the main module, or null.
//
// Every job gets an interpreter of its own whose file system holds nothing but the job's files, so
// only what the cross-compiler under test made can be imported. The jobs run in a worker thread:
// a program that never ends is stopped from outside, and the remaining jobs go on in a new worker.
// After a few such programs the rest is reported as out of time too: then nothing works anyway.

import { readFileSync } from "node:fs";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import { fileURLToPath } from "node:url";

const defaultSeconds = 600;
const mostTimeouts = 5;
const heapBytes = 2 * 1024 * 1024;

function writeFiles(interpreter, files) {
    for (const [vmPath, hostPath] of Object.entries(files)) {
        if (!vmPath.endsWith(".mpy")) {
            throw new Error(`${vmPath}: only .mpy files may enter the virtual machine`);
        }
        const folder = vmPath.slice(0, vmPath.lastIndexOf("/"));
        if (folder) {
            interpreter.FS.mkdirTree(folder);
        }
        interpreter.FS.writeFile(vmPath, readFileSync(hostPath));
    }
}

async function runJob(loadMicroPython, job) {
    const output = [];
    const warnings = [];
    const interpreter = await loadMicroPython({
        heapsize: heapBytes,
        linebuffer: false,
        stdout: (bytes) => output.push(bytes[0]),
        stderr: (bytes) => warnings.push(bytes[0]),
    });
    writeFiles(interpreter, job.files);
    let error = null;
    try {
        interpreter.pyimport(job.main);
    } catch (thrown) {
        // A Python exception carries its traceback; anything else is a crash of the VM itself.
        error = thrown.name === "PythonError" ? thrown.message : `VM crash: ${thrown.stack}`;
    }
    const text = (bytes) => Buffer.from(bytes).toString("utf8");
    return { name: job.name, stdout: text(output), stderr: text(warnings), error, timeout: false };
}

async function workerMain() {
    const { loadMicroPython } = await import(
        "@micropython/micropython-webassembly-pyscript/micropython.mjs"
    );
    for (const job of workerData) {
        parentPort.postMessage(await runJob(loadMicroPython, job));
    }
}

const timedOut = ({ name }) => ({ name, stdout: "", stderr: "", error: null, timeout: true });

// Runs `jobs` in one worker until all are done or one exceeds its time; resolves to the results
// so far. A result with `timeout` set is the last one when the worker had to be stopped.
function runInWorker(jobs) {
    return new Promise((resolve, reject) => {
        const results = [];
        const worker = new Worker(fileURLToPath(import.meta.url), { workerData: jobs });
        let timer;
        const startTimer = () => {
            clearTimeout(timer);
            const job = jobs[results.length];
            timer = setTimeout(async () => {
                await worker.terminate();
                results.push(timedOut(job));
                resolve(results);
            }, (job.seconds ?? defaultSeconds) * 1000);
        };
        worker.on("message", (result) => {
            results.push(result);
            if (results.length < jobs.length) {
                startTimer();
                return;
            }
            clearTimeout(timer);
            worker.terminate().then(() => resolve(results));
        });
        worker.on("error", (error) => {
            clearTimeout(timer);
            reject(error);
        });
        startTimer();
    });
}

async function main() {
    const jobs = JSON.parse(readFileSync(process.argv[2], "utf8"));
    const results = [];
    while (results.length < jobs.length) {
        const remaining = jobs.slice(results.length);
        const hopeless = results.filter((result) => result.timeout).length >= mostTimeouts;
        results.push(...(hopeless ? remaining.map(timedOut) : await runInWorker(remaining)));
    }
    process.stdout.write(JSON.stringify(results));
}

await (isMainThread ? main() : workerMain());
