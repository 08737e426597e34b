# What lies in the flash of the example's image: the weather station, and a file.
package("station", base_path="../weather-station")
module("main.py", base_path="../weather-station")
