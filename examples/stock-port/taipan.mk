# Taipan in builds of MicroPython's own ports, the ones with make. Either before the port's makefile:
#
#   make -f …/taipan.mk -f Makefile BOARD=…
#
# or as a line in the board's or variant's makefile (mpconfigboard.mk, mpconfigvariant.mk):
#
#   include …/taipan.mk
#
# TAIPAN and TAIPAN_MPY_CROSS say where the programs are; by default they are found by name.

TAIPAN ?= taipan
TAIPAN_MPY_CROSS ?= mpy-cross

# Functions of native code are left to the port's own mpy-cross, which make builds for that. Empty goes
# without; another program has to be there.
TAIPAN_OWN_MPYCROSS = $(TOP)/mpy-cross/build/mpy-cross
TAIPAN_NATIVE_MPYCROSS ?= $(TAIPAN_OWN_MPYCROSS)
export TAIPAN_NATIVE_MPYCROSS

# Ports set these too; `override` makes these the last word, wherever this file is read.
override MAKE_MANIFEST = $(TAIPAN) makemanifest
override MICROPY_MPYCROSS = $(TAIPAN_MPY_CROSS)
override MICROPY_MPYCROSS_DEPENDENCY = $(filter $(TAIPAN_OWN_MPYCROSS),$(TAIPAN_NATIVE_MPYCROSS))
