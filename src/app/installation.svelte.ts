import type { InstallationPort, InstallOffer } from '../domain/ports-platform.ts';

/** The offer to put this app on the device. */
export class Installation {
  readonly #port: InstallationPort;
  #offer = $state<InstallOffer>('none');

  constructor(port: InstallationPort) {
    this.#port = port;
    const refresh = () => (this.#offer = visibleOffer(port));
    refresh();
    port.onChange(refresh);
  }

  get state(): InstallOffer {
    return this.#offer;
  }

  async prompt(): Promise<void> {
    await this.#port.prompt();
    this.#offer = visibleOffer(this.#port);
  }

  dismiss(): void {
    this.#port.dismiss();
    this.#offer = visibleOffer(this.#port);
  }
}

function visibleOffer(port: InstallationPort): InstallOffer {
  const offer = port.offer();
  return offer !== 'installed' && port.isDismissed() ? 'none' : offer;
}
