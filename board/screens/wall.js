// Turns the slides of the wall. It keeps its place on the window, so that a page drawn again goes on where it was.
export default function ({ data, setStateValue, setTriggerValue }) {
  const wall = (window.xushiWall ??= { at: Math.max(0, (data.slide ?? 1) - 1), paused: data.slide != null, told: null })
  wall.release?.() // called again with new data, it is not told to let go of the old first
  const page = () => document.querySelector(".xs-wall")
  const slides = () => [...document.querySelectorAll(".xs-slide")]

  const draw = () => {
    const all = slides()
    if (!all.length) return
    wall.at = ((wall.at % all.length) + all.length) % all.length
    all.forEach((slide, number) => {
      slide.classList.toggle("on", number === wall.at)
      slide.setAttribute("aria-hidden", String(number !== wall.at))
    })
    page().classList.add("live")
    page().classList.toggle("paused", wall.paused || !data.seconds)
    page().style.setProperty("--xs-wall-seconds", `${data.seconds}s`)
    const words = data.label.replace("{page}", wall.at + 1).replace("{pages}", all.length)
    const said = document.querySelector(".xs-wall-page")
    const line = wall.paused && data.seconds ? `${words} · ${data.paused}` : words
    if (said && said.textContent !== line) said.textContent = line
  }
  const restartClock = () => {
    const clock = document.querySelector(".xs-wall-clock")
    if (clock) { clock.style.animation = "none"; void clock.offsetWidth; clock.style.animation = "" }
  }
  const arm = () => {
    clearInterval(wall.timer)
    if (!wall.paused && data.seconds) wall.timer = setInterval(() => turn(1), data.seconds * 1000)
  }
  const turn = (by) => { wall.at += by; draw(); restartClock() }
  const tell = () => {
    const stood = wall.paused ? wall.at + 1 : 0
    if (stood !== wall.told) { wall.told = stood; setStateValue("stood", stood) }
  }
  const press = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const key = event.key
    if (key === " " || key === "p" || key === "P") wall.paused = !wall.paused
    else if (key === "ArrowRight" || key === "PageDown") turn(1)
    else if (key === "ArrowLeft" || key === "PageUp") turn(-1)
    else if (key === "Home") { wall.at = 0; draw() }
    else if (key === "f" || key === "F") {
      document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()
      return
    } else if (key === "Escape") {
      if (document.fullscreenElement) return
      delete window.xushiWall
      setTriggerValue("left", true)
      return
    } else return
    event.preventDefault()
    event.stopPropagation()
    arm(); restartClock(); draw(); tell()
  }
  // Streamlit draws the slides again each minute: they come without the marks of which is shown.
  const watcher = new MutationObserver(() => { if (page() && !page().classList.contains("live")) draw() })
  watcher.observe(document.body, { childList: true, subtree: true })
  window.addEventListener("keydown", press, true)
  wall.release = () => {
    watcher.disconnect()
    clearInterval(wall.timer)
    window.removeEventListener("keydown", press, true)
  }
  draw(); arm()
  return wall.release
}
