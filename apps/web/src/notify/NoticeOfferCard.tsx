import { useAppTexts } from '../texts/provider.js';
import type { NoticeOffer } from './use-notices.js';

/** Asked when there was something to tell, and by the application first: a browser asks once, and never again. */
export function NoticeOfferCard({ offer }: { offer: NoticeOffer }) {
  const { notices } = useAppTexts();
  return (
    <section className="card" aria-label={notices.offer}>
      <h2>{notices.offer}</h2>
      <p className="hint">{notices.offerBody}</p>
      <div className="card-actions">
        <button type="button" className="button button-plain" onClick={offer.decline}>
          {notices.notNow}
        </button>
        <button type="button" className="button" onClick={offer.accept}>
          {notices.turnOn}
        </button>
      </div>
    </section>
  );
}
