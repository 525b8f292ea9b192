/** A timer that is this late was held up by other work, which may have held up the answer as well. */
const LATE_MILLISECONDS = 5;
const SECOND_CHANCE_MILLISECONDS = 10;

export class DeadlineError extends Error {}

/**
 * What `work` gives, unless that takes too long. A process that was busy gets a little longer, since an answer may
 * be there and only not have been read.
 *
 * @throws {DeadlineError} when the time is up; else what `work` rejects with
 */
export function withDeadline<Value>(milliseconds: number, work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const due = performance.now() + milliseconds;
    const fail = (): void => reject(new DeadlineError(`no answer within ${milliseconds} ms`));
    let timer = setTimeout(() => {
      if (performance.now() - due < LATE_MILLISECONDS) fail();
      else timer = setTimeout(fail, SECOND_CHANCE_MILLISECONDS);
    }, milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
