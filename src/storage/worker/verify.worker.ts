import { expose } from 'comlink';
import { verifyThread } from '../verify-thread.ts';

expose(verifyThread);
