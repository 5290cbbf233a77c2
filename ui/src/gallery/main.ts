import { mount } from 'svelte';
import '$lib/styles/tokens.css';
import '$lib/styles/reset.css';
import '$lib/styles/typography.css';
import '$lib/styles/controls.css';
import Gallery from './Gallery.svelte';

const target = document.getElementById('gallery');
if (target) mount(Gallery, { target });
