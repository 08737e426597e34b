import sys, time
from sources import Sources
from firmware import *
from ports import *
from samples import TARGETS
tag, name = sys.argv[1:3]
t=time.time()
s=Sources("/tmp/w/ref", tag)
texts=Texts()
tg=make_target(s,name,TARGETS[name],tag)
fw=Firmware(s,tg,texts)
f=fw.facts()
print(len(f), "names", len(fw.units), "units", f"{time.time()-t:.1f}s")
if len(sys.argv)>3:
  for p in sorted(f):
    if p[0]==sys.argv[3]: print(".".join(p), f[p])
else:
  print(sorted(p[0]+('' if f[p].known else '?') for p in f if len(p)==1))
