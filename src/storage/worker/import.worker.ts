import { expose } from 'comlink';
import { importThread } from '../import-thread.ts';

expose(importThread);
