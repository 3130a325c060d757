/**
 * Loaded into every part before its own code: when the process that started it dies without a word, the IPC channel
 * closes, and the part stops as on SIGTERM. So nothing is left behind, not even after `kill -9`.
 */
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// a part that has done its work may end although the channel is open
process.channel?.unref();
