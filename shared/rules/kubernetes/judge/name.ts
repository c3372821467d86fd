/** `orders/orders-db`: names repeat from namespace to namespace. */
export const nameOf = ({ namespace, name }: { readonly namespace: string; readonly name: string }): string => `${namespace}/${name}`;
