// What clients load later: whoever runs them in virtual time waits for nothing real, and loads it before.
import './asking-kit.js';
import './rooms/room-kit.js';
import './searching.js';
import './store/memory-database.js';
import './sync/expired.js';
import './sync/start-over.js';
