import './cage-without-powers.ts';
import type { CageOrder, CageReply } from '../cage-wire.ts';
import { evaluate } from './cage-evaluate.ts';
import { startMachine, type CageMachine } from './cage-machine.ts';

const post = (reply: CageReply) => self.postMessage(reply);
const now = () => performance.now();

let machine: CageMachine | undefined;

self.addEventListener('message', ({ data: order }: MessageEvent<CageOrder>) => {
  switch (order.kind) {
    case 'prepare':
      startMachine(order.wasm).then(
        (started) => {
          machine = started;
          post({ kind: 'ready' });
        },
        () => post({ kind: 'unable' }),
      );
      break;
    case 'run': {
      const used = machine;
      machine = undefined;
      post(used ? evaluate(used, order.program, { timeoutMs: order.timeoutMs, now }) : { kind: 'unable' });
    }
  }
});
