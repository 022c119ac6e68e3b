import '@palaver/react/styles.css';
import './shop.css';
import { createClient } from '@palaver/sdk';
import { hydrateRoot } from 'react-dom/client';
import { Page, type PageData } from './Page.js';

const data = JSON.parse(document.documentElement.dataset['page'] ?? '') as PageData;
const client = createClient({ url: data.chat });

// Who was here before is known as soon as the browser's store is read, whether React has taken over by then or not.
void client.resume().catch(() => undefined);
hydrateRoot(document, <Page data={data} client={client} />);
