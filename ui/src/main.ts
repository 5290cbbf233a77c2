import { mount } from 'svelte';
import './lib/styles/tokens.css';
import './lib/styles/reset.css';
import './lib/styles/typography.css';
import './lib/styles/controls.css';
import App from './App.svelte';

const target = document.getElementById('app');
if (target) mount(App, { target });
