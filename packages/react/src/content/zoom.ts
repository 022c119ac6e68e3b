/** How a picture stands in its room: how many times as large as it fits, and how far from the middle, in pixels. */
export interface Zoom {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}
export interface Extent {
  readonly width: number;
  readonly height: number;
}
export interface Point {
  readonly x: number;
  readonly y: number;
}

export const fitted: Zoom = { scale: 1, x: 0, y: 0 };
const most = 8;
/** What a double click and a key do. */
export const oneStep = 2.5;

/** So many times as large, around a point told from the middle of the room; never smaller than it fits. */
export function zoomAt(zoom: Zoom, factor: number, around: Point, picture: Extent, room: Extent): Zoom {
  const scale = Math.min(most, Math.max(1, zoom.scale * factor));
  const change = scale / zoom.scale;
  const moved = { scale, x: around.x - (around.x - zoom.x) * change, y: around.y - (around.y - zoom.y) * change };
  return within(moved, picture, room);
}

export const moveBy = (zoom: Zoom, by: Point, picture: Extent, room: Extent): Zoom =>
  within({ ...zoom, x: zoom.x + by.x, y: zoom.y + by.y }, picture, room);

/** No edge of the picture comes further in than the edge of the room, unless it is smaller than that. */
function within({ scale, x, y }: Zoom, picture: Extent, room: Extent): Zoom {
  const slack = (size: number, space: number) => Math.max(0, (size * scale - space) / 2);
  const held = (value: number, bound: number) => Math.min(bound, Math.max(-bound, value)) || 0;
  return {
    scale,
    x: held(x, slack(picture.width, room.width)),
    y: held(y, slack(picture.height, room.height)),
  };
}

/** As large as a picture can be in a room, and never larger than it is. */
export function fitInto(picture: Extent, room: Extent): Extent {
  if (picture.width <= 0 || picture.height <= 0) return room;
  const scale = Math.min(1, room.width / picture.width, room.height / picture.height);
  return { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) };
}
