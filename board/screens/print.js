// Cuts charts that are longer than a sheet between their rows, for as long as the page is being printed.
export default function () {
  const SHEET = { width: 1000, half: 475, height: 630 } // what a sheet of A4 lying down leaves of a card, in px
  const LEAST = 0.3 // of a sheet: with less room than that under a heading, a chart begins on the next

  // Heights between rows, in the units of the drawing: the ends of its rows, and lines across it.
  const cuts = (svg, box, unit) => {
    const found = new Set([box.height])
    const note = (y) => { const height = Math.round(y - box.top); if (height > 0 && height < box.height) found.add(height) }
    for (const row of svg.querySelectorAll('[class*="rows_marks"] path')) note(row.getBoundingClientRect().bottom)
    for (const line of svg.querySelectorAll("line")) {
      const across = line.getBoundingClientRect()
      if (across.width > box.width * 0.9 && across.height < 2) note(across.top)
    }
    return [...found].sort((one, other) => one - other).map((height) => height * unit)
  }
  const slice = (svg, top, bottom, width, scale) => {
    const piece = svg.cloneNode(true)
    piece.classList.remove("marks")
    piece.setAttribute("viewBox", `0 ${top} ${width} ${bottom - top}`)
    piece.setAttribute("width", width * scale)
    piece.setAttribute("height", (bottom - top) * scale)
    const place = document.createElement("div")
    place.className = "xs-print-slice"
    place.append(piece)
    return place
  }
  const before = () => {
    after()
    const dark = getComputedStyle(document.querySelector(".stApp")).colorScheme === "dark"
    document.body.classList.toggle("xs-printed-dark", dark)
    const chromium = navigator.userAgentData?.brands?.find((brand) => brand.brand === "Chromium")
    document.body.classList.toggle("xs-edges", Number(chromium?.version ?? 0) >= 131) // it knows margin boxes
    const main = document.querySelector('[data-testid="stMainBlockContainer"]')
    const charts = [...document.querySelectorAll("svg.marks")].filter((svg) => svg.getClientRects().length)
    charts.forEach((svg, number) => {
      const box = svg.getBoundingClientRect()
      const width = svg.viewBox.baseVal.width, unit = svg.viewBox.baseVal.height / box.height
      const across = svg.closest('[class*="st-key-pair-"]') ? SHEET.half : SHEET.width
      const scale = Math.min(1, across / width)
      if (!main || svg.viewBox.baseVal.height * scale <= SHEET.height) return
      const above = number ? SHEET.height : box.top - main.getBoundingClientRect().top - 60
      let room = SHEET.height - above
      if (room < SHEET.height * LEAST) room = SHEET.height
      const pieces = document.createElement("div")
      pieces.className = "xs-print-slices"
      let top = 0, last = 0
      for (const cut of cuts(svg, box, unit)) {
        if ((cut - top) * scale > room && last > top) {
          pieces.append(slice(svg, top, last, width, scale))
          top = last
          room = SHEET.height
        }
        last = cut
      }
      pieces.append(slice(svg, top, svg.viewBox.baseVal.height, width, scale))
      svg.classList.add("xs-sliced")
      svg.after(pieces)
    })
  }
  const after = () => {
    document.querySelectorAll(".xs-print-slices").forEach((pieces) => pieces.remove())
    document.querySelectorAll("svg.xs-sliced").forEach((svg) => svg.classList.remove("xs-sliced"))
  }
  window.xushiPrint?.release()
  window.addEventListener("beforeprint", before)
  window.addEventListener("afterprint", after)
  const release = () => {
    window.removeEventListener("beforeprint", before)
    window.removeEventListener("afterprint", after)
  }
  window.xushiPrint = { release }
  return release
}
