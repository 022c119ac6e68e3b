import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Names without a hash: the server writes them into the page.
export default defineConfig(({ isSsrBuild = false }) => ({
  plugins: [react()],
  build: {
    outDir: 'dist/client',
    ...(!isSsrBuild && {
      rollupOptions: {
        input: 'src/client.tsx',
        output: { entryFileNames: 'client.js', assetFileNames: 'client[extname]' },
      },
    }),
  },
}));
