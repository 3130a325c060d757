/**
 * Loaded into every part before its own code. When the parent process dies, the IPC channel closes and the part stops
 * as on SIGTERM. So no process is left behind, not even after `kill -9` of the parent.
 */
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// the open channel must not keep a part alive that has finished its work
process.channel?.unref();
