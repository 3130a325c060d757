import { type Agent, get } from 'node:http';

let number = Date.now();
/** A number that no page was asked with before, so that its page is not kept. */
export const nextNumber = () => (number += 1);

/** Reads the answer without unpacking it. @throws Error unless it is a page, compressed by brotli */
export const askPage = (url: string, agent: Agent): Promise<void> =>
  new Promise((resolve, reject) => {
    get(url, { agent, headers: { 'accept-encoding': 'br', 'accept-language': 'fr' } }, (answer) => {
      if (answer.statusCode !== 200 || answer.headers['content-encoding'] !== 'br') {
        reject(new Error(`${url} answers ${answer.statusCode}, ${answer.headers['content-encoding']}`));
      }
      answer.resume().once('end', resolve).once('error', reject);
    }).once('error', reject);
  });
