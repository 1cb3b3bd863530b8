import "../echo/index.ts";
