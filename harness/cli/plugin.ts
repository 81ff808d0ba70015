// `kubectl daemonset-explain …` is `course explain …`.
process.argv.splice(2, 0, 'explain');
await import('./main.ts');
