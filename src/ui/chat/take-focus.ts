/** On a device with a keyboard the composer is where the next word goes. By touch, its keyboard would cover what is read. */
export function takeFocus(field: HTMLElement | null): void {
  if (matchMedia('(pointer: fine)').matches) field?.focus();
}
