import '../zod-setup.ts';
import '../styles/basket.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBridge } from '../bridge.ts';
import { BasketPage } from '../components/basket/BasketPage.tsx';
import { createBasket } from '../store/basket.ts';

const basket = createBasket(createBridge(), navigator.languages);
basket.start();

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <BasketPage basket={basket} />
    </StrictMode>,
  );
}
