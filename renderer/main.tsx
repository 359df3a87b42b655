import './zod-setup.ts';
import './styles/main.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBridge } from './bridge.ts';
import { AppProvider } from './components/context.tsx';
import { Window } from './components/Window.tsx';
import { createApp } from './store/app.ts';

const clock = { wall: () => Date.now(), steady: () => performance.now() };
const app = createApp(createBridge(), clock, navigator.languages);
app.start();

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <AppProvider app={app}>
        <Window />
      </AppProvider>
    </StrictMode>,
  );
}
