import { mount } from 'svelte';
import './lib/styles/tokens.css';
import './lib/styles/app.css';
import './lib/styles/pages.css';
import './lib/styles/secrets.css';
import App from './App.svelte';

const target = document.getElementById('app');
if (target) mount(App, { target });
