"""A person at a browser who uses the keyboard and looks at what is on the screen."""

import base64
import importlib.resources
import os
import re

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

SECONDS = 20
SCREENSHOTS = os.path.join(os.path.dirname(__file__), "..", "..", ".screenshots")
AXE = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text()
# WCAG 2.1 AA is the law's demand; best practices come on top.
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


class Person:
    def __init__(self, address, has_script=True):
        self.address = address
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                         "--disable-dev-shm-usage", "--window-size=1280,900", "--lang=da"):
            options.add_argument(argument)
        # What the browser asks for is not what its own menus are in.
        preferences = {"intl.accept_languages": "da"}
        if not has_script:
            preferences["profile.managed_default_content_settings.javascript"] = 2
        options.add_experimental_option("prefs", preferences)
        self.driver = webdriver.Chrome(
            options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))

    def leave(self):
        self.driver.quit()

    # What the person does

    def goes_to(self, path):
        self.driver.get(self.address + path)
        return self

    def presses(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()
        return self

    def types(self, text):
        return self.presses(text)

    def replaces_with(self, text):
        ActionChains(self.driver).key_down(Keys.CONTROL).send_keys("a").key_up(
            Keys.CONTROL).send_keys(text).perform()
        return self

    def tabs_to(self, css, backwards=False):
        """Presses Tab until the element has the focus; fails if it cannot be reached."""
        for _ in range(200):
            if self.is_focused(css):
                return self
            if backwards:
                ActionChains(self.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(
                    Keys.SHIFT).perform()
            else:
                self.presses(Keys.TAB)
        raise AssertionError(f"Tab never reaches {css} on {self.path}")

    def is_focused(self, css):
        focused = self.focused
        return any(each == focused for each in self.driver.find_elements(By.CSS_SELECTOR, css))

    def follows(self, key=Keys.ENTER):
        """Presses a key that leads to another page, and waits for that page."""
        old = self.driver.find_element(By.TAG_NAME, "html")
        self.presses(key)
        # Asking the old page about itself while it goes away is an error of its own in Chromium.
        self.waits(lambda driver: driver.find_element(By.TAG_NAME, "html") != old, "the next page")
        return self

    def waits(self, condition, what):
        WebDriverWait(self.driver, SECONDS).until(condition, f"waited in vain for {what}")
        return self

    def waits_for(self, css):
        return self.waits(lambda driver: driver.find_elements(By.CSS_SELECTOR, css), css)

    # What the person sees

    @property
    def focused(self):
        return self.driver.switch_to.active_element

    @property
    def path(self):
        return self.driver.current_url.removeprefix(self.address)

    @property
    def text(self):
        return self.driver.find_element(By.TAG_NAME, "body").text

    @property
    def heading(self):
        return self.driver.find_element(By.TAG_NAME, "h1").text

    def is_at(self, width):
        """The viewport itself, since a window is never as narrow as a telephone."""
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False})
        return self

    @property
    def overflow(self):
        """How many pixels of the page lie beside the screen."""
        return self.driver.execute_script(
            "const page = document.scrollingElement; return page.scrollWidth - page.clientWidth")

    @property
    def violations(self):
        """What axe has to say, one line each."""
        self.driver.execute_script(AXE)
        found = self.driver.execute_async_script(
            "const done = arguments[1];"
            "axe.run(document, {runOnly: arguments[0]}).then(r => done(r.violations));", AXE_TAGS)
        return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]

    def takes_a_picture(self, name):
        os.makedirs(SCREENSHOTS, exist_ok=True)
        name = re.sub(r"[^a-z0-9-]+", "-", name.lower())
        height = self.driver.execute_script("return document.scrollingElement.scrollHeight")
        picture = self.driver.execute_cdp_cmd("Page.captureScreenshot", {
            "captureBeyondViewport": True, "clip": {
                "x": 0, "y": 0, "scale": 1, "height": min(height, 4_000),
                "width": self.driver.execute_script("return innerWidth")}})
        with open(os.path.join(SCREENSHOTS, f"{name}.png"), "wb") as file:
            file.write(base64.b64decode(picture["data"]))
