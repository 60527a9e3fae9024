// Where the page's data come from: this machine's server, or the file that the page is.

export function openSource() {
  const inlined = document.getElementById("data");
  return inlined ? new FileSource(JSON.parse(inlined.textContent)) : new ServerSource();
}

class ServerSource {
  readOnly = false;

  attempts(search, before) {
    const query = new URLSearchParams(search);
    if (before) query.set("before", before);
    return this.#get(`api/attempts?${query}`);
  }

  attempt(number) {
    return this.#get(`api/attempts/${Number(number)}`);
  }

  peaks(number, parts) {
    return this.#get(`api/attempts/${Number(number)}/peaks?parts=${parts}`);
  }

  async sound(number) {
    return `api/attempts/${Number(number)}/sound`;
  }

  async questions() {
    return (await this.#get("api/questions")).questions;
  }

  question(id) {
    return this.#get(`api/question?${new URLSearchParams({ id })}`);
  }

  progress() {
    return this.#get("api/progress");
  }

  async targets() {
    return (await this.#get("api/targets")).targets;
  }

  addNote(number, text, at_s) {
    return this.#send("POST", `api/attempts/${Number(number)}/notes`, { text, at_s });
  }

  editNote(note, text, at_s) {
    return this.#send("PUT", `api/notes/${Number(note)}`, { text, at_s });
  }

  removeNote(note) {
    return this.#send("DELETE", `api/notes/${Number(note)}`);
  }

  restoreNote(note) {
    return this.#send("POST", `api/notes/${Number(note)}/restore`, {});
  }

  #get(address) {
    return this.#send("GET", address);
  }

  async #send(method, address, body) {
    let answer;
    try {
      answer = await fetch(address, {
        method,
        body: body === undefined ? undefined : JSON.stringify(body),
        headers: body === undefined ? {} : { "content-type": "application/json" },
      });
    } catch {
      throw new Error("The program behind this page has ended. Start it again: trainer review");
    }
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(told.data?.error?.message ?? `It failed (${answer.status}).`);
    return told.data;
  }
}

class FileSource {
  readOnly = true;
  #data;
  #sounds = new Map();

  constructor(data) {
    this.#data = data;
  }

  async attempts(search) {
    const found = this.#data.attempts.filter((one) => fits(one, search));
    return { attempts: found.map((one) => one.line), more: false, last_id: null };
  }

  async attempt(number) {
    const found = this.#data.attempts.find((one) => one.line.id === Number(number));
    if (!found) throw new Error(`Attempt ${number} is not in this file.`);
    return found;
  }

  async peaks(number) {
    const found = this.#data.peaks[number];
    if (!found) throw new Error("There is no sound of it in this file.");
    return found;
  }

  async sound(number) {
    if (!this.#sounds.has(number)) {
      const coded = document.getElementById(`sound-${Number(number)}`).textContent;
      const bytes = Uint8Array.from(atob(coded), (one) => one.charCodeAt(0));
      this.#sounds.set(number, URL.createObjectURL(new Blob([bytes], { type: "audio/mpeg" })));
    }
    return this.#sounds.get(number);
  }

  async questions() {
    return this.#data.questions.map(({ id, prompt, takes }) => ({ id, prompt, attempts: takes.length }));
  }

  async question(id) {
    const found = this.#data.questions.find((one) => one.id === id);
    if (!found) throw new Error("That question is not in this file.");
    return found;
  }

  async progress() {
    return this.#data.progress;
  }
}

function fits(one, search) {
  const { line } = one;
  const day = line.at.slice(0, 10);
  if (search.question && ![line.question_id, one.question_id].includes(search.question)) return false;
  if (search.bank && !line.question_id.startsWith(`${search.bank}/`)) return false;
  if (search.off_guard && (line.off_guard === true) !== (search.off_guard === "yes")) return false;
  if (search.since && day < search.since) return false;
  if (search.until && day > search.until) return false;
  const said = [
    line.question_id,
    one.prompt,
    ...one.words.map((word) => word.text),
    ...one.notes.map((note) => note.text),
  ].join(" ").toLowerCase();
  return (search.text ?? "").toLowerCase().split(/\s+/).every((word) => said.includes(word));
}
