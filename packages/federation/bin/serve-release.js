#!/usr/bin/env node
import '../src/serve-release.ts';
