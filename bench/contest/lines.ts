/** Splits text into its lines. */
export class TextLineStream extends TransformStream<string, string> {
  constructor() {
    const parts: string[] = [];
    super({
      transform(chunk, controller) {
        let from = 0;
        for (let end = chunk.indexOf("\n"); end >= 0; end = chunk.indexOf("\n", from)) {
          parts.push(chunk.slice(from, end));
          controller.enqueue(parts.join(""));
          parts.length = 0;
          from = end + 1;
        }
        parts.push(chunk.slice(from));
      },
    });
  }
}
