/* Draws the charts that a page carries as JSON, and makes its buttons work.
   ES5, no eval, no request. Functions in the options are names: "fn:count". */
(function () {
  'use strict';
  var FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif';

  function group(n) {
    var parts = String(Math.abs(n)).split('.');
    parts[0] = parts[0].replace(/\B(?=(\d{3})+$)/g, ',');
    return (n < 0 ? '−' : '') + parts.join('.');
  }

  function text(params) {
    var p = params.length ? params : [params], lines = [], i;
    for (i = 0; i < p.length; i++) {
      if (p[i].data && p[i].data.tip) { lines.push(p[i].data.tip); }
    }
    return lines.join('\n');
  }

  var functions = {
    count: function (v) { return group(v); },
    year: function (v) { return v === Math.round(v) ? String(v) : ''; },
    label: function (p) { return p.data && p.data.show ? p.data.show : ''; },
    tip: text
  };

  function resolve(node) {
    var key;
    if (!node || typeof node !== 'object') { return; }
    for (key in node) {
      if (!Object.prototype.hasOwnProperty.call(node, key)) { continue; }
      if (typeof node[key] === 'string' && node[key].slice(0, 3) === 'fn:') {
        node[key] = functions[node[key].slice(3)];
      } else {
        resolve(node[key]);
      }
    }
  }

  /* A number that its part of a bar has no room for is left out; the table has it. */
  function inside(p) {
    return p.rect && p.labelRect.width > p.rect.width - 4 ? { x: -9999 } : {};
  }

  /* On a narrow screen the names of bars take two lines. */
  function fit(options, width) {
    var axis = options.yAxis && options.yAxis[0], label = axis && axis.type === 'category' && axis.axisLabel;
    options.series.forEach(function (s) {
      if (s.stack && s.name) { s.labelLayout = inside; }
    });
    if (label) { label.width = width < 420 ? 130 : 172; }
    return options;
  }

  function scalable(box) { /* so that paper can shrink the drawing */
    var svg = box.querySelector('svg');
    if (svg && svg.getAttribute('width')) {
      svg.setAttribute('viewBox', '0 0 ' + parseFloat(svg.getAttribute('width')) + ' ' + parseFloat(svg.getAttribute('height')));
    }
  }

  function draw(box) {
    var source = document.getElementById(box.getAttribute('data-chart')), options, chart;
    if (!source || !window.echarts) { return null; }
    options = JSON.parse(source.textContent);
    resolve(options);
    while (box.firstChild) { box.removeChild(box.firstChild); }
    chart = window.echarts.init(box, { textStyle: { fontFamily: FONT, fontSize: 14, color: '#1a2530' } }, { renderer: 'svg' });
    chart.on('finished', function () { scalable(box); });
    chart.on('click', function (p) {
      if (p.data && p.data.href) { window.location.href = p.data.href; }
    });
    chart.setOption(fit(options, box.clientWidth));
    return { chart: chart, box: box, options: options, width: box.clientWidth };
  }

  function drawAll() {
    var boxes = document.querySelectorAll('[data-chart]'), drawn = [], i, d, timer;
    for (i = 0; i < boxes.length; i++) {
      d = draw(boxes[i]);
      if (d) { drawn.push(d); }
    }
    window.addEventListener('beforeprint', function () { resizeAll(drawn, true); });
    window.addEventListener('afterprint', function () { resizeAll(drawn, false); });
    window.addEventListener('resize', function () {
      clearTimeout(timer);
      timer = setTimeout(function () {
        if (window.matchMedia && window.matchMedia('print').matches) { return; }
        drawn.forEach(function (d) {
          if (d.width === d.box.clientWidth || !d.box.clientWidth) { return; }
          d.width = d.box.clientWidth;
          d.chart.setOption(fit(d.options, d.width));
          d.chart.resize();
        });
      }, 120);
    });
  }

  /* Paper is narrow: drawn for its width, the text keeps its size. */
  function resizeAll(drawn, paper) {
    drawn.forEach(function (d) {
      var small = d.box.parentNode.parentNode.className.indexOf('thirds') >= 0;
      var width = paper ? (small ? 215 : 330) : d.box.clientWidth;
      d.chart.setOption(fit(d.options, width));
      d.chart.resize({ width: width, height: paper ? Math.min(d.box.clientHeight, 280) : 'auto' });
      d.chart.getZr().flush();
      scalable(d.box);
    });
  }

  function on(selector, event, handler) {
    var nodes = document.querySelectorAll(selector), i;
    for (i = 0; i < nodes.length; i++) { nodes[i].addEventListener(event, handler); }
  }

  function copied(button) {
    var before = button.textContent;
    button.textContent = button.getAttribute('data-done');
    setTimeout(function () { button.textContent = before; }, 1600);
  }

  function copyLink() {
    var button = this, field;
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(window.location.href).then(function () { copied(button); });
      return;
    }
    field = document.createElement('textarea');
    field.value = window.location.href;
    document.body.appendChild(field);
    field.select();
    if (document.execCommand('copy')) { copied(button); }
    document.body.removeChild(field);
  }

  function submitOnChange() {
    var form = this.form;
    dropEmpty.call(form);
    form.submit();
  }

  /* defaults stay out of the address */
  function dropEmpty() {
    var fields = this.elements, i;
    for (i = 0; i < fields.length; i++) {
      if (fields[i].name && (fields[i].value === '' || fields[i].value === fields[i].getAttribute('data-default'))) {
        fields[i].disabled = true;
      }
    }
  }

  function start() {
    var hidden = document.querySelectorAll('[data-script]'), i;
    for (i = 0; i < hidden.length; i++) { hidden[i].hidden = hidden[i].getAttribute('data-script') === 'hide'; }
    on('[data-do="print"]', 'click', function () { window.print(); });
    on('[data-do="copy"]', 'click', copyLink);
    on('form.auto select', 'change', submitOnChange);
    on('form.filters', 'submit', dropEmpty);
    document.addEventListener('keydown', function (e) {
      var tag = document.activeElement ? document.activeElement.tagName : '', field = document.getElementById('q');
      if (e.key === '/' && field && tag !== 'INPUT' && tag !== 'TEXTAREA' && tag !== 'SELECT') {
        e.preventDefault();
        field.focus();
      }
    });
    address();
    unfold();
    window.addEventListener('hashchange', unfold);
    drawAll();
  }

  function unfold() { /* what the address points at must be seen */
    var target = document.getElementById(window.location.hash.slice(1)), node, folded = false;
    for (node = target; node && node.parentNode; node = node.parentNode) {
      if (node.tagName === 'DETAILS' && !node.open) { node.open = folded = true; }
    }
    if (folded) { target.scrollIntoView(); }
  }

  function address() { /* the whole address, for paper */
    var node = document.querySelector('[data-address]');
    if (node) { node.textContent = node.getAttribute('data-address') + window.location.href; }
  }

  start();
}());
