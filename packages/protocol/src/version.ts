/** Version of the wire; the WebSocket subprotocol carries it. Rises when an old peer would misread a new one. */
export const protocolVersion = 1;
export const subprotocol = `palaver.v${protocolVersion}.json`;
