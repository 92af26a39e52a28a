from taskflow.states.board import BoardState
from taskflow.services.tasks import *
def test_it(server, session):
    import time
    t=time.time()
    a = create_task(session, TaskCreate(title="Buy milk"))
    v = server.visit("/?q=milk&status=foo")
    for o in (v.opening, v.do(BoardState.move, a.id, "done", "top"), v.do(BoardState.filter, "q", "mil"), v.do(BoardState.move, 5, "done", "top")):
        print(o.sent); print(o.toasts, o.size, o.scripts); print(o.statements); print(len(o.selects), o.seconds)
    print(time.time()-t)
    assert 0
